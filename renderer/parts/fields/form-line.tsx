import { Input, type InputProps } from 'antd';
import { pasteLine } from './paste-line.ts';

/** A line of text to which an item of an antd form gives its value, and what is wrong with it. */
export function FormLine({ ...control }: InputProps) {
  return <Input onPaste={pasteLine} {...control} />;
}
