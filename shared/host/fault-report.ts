import * as v from 'valibot';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * What a fault may be called: a closed list, because a name can be made of anything, also of what somebody typed. The
 * classes that engines and browsers throw, those of Dexie, pdf.js and valibot, what else can be thrown, and, of a refusal, the
 * directives of a content policy.
 */
export const FaultName = v.picklist(
  words(`
    Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError

    AbortError ConstraintError DataCloneError DataError EncodingError HierarchyRequestError InvalidAccessError
    InvalidCharacterError InvalidStateError NetworkError NotAllowedError NotFoundError NotReadableError NotSupportedError
    OperationError QuotaExceededError ReadOnlyError SecurityError TimeoutError TransactionInactiveError UnknownError
    VersionError WrongDocumentError

    BulkError DatabaseClosedError DexieError ForeignAwaitError InternalError InvalidTableError MissingAPIError ModifyError
    OpenFailedError PrematureCommitError SchemaError UpgradeError
    AbortException FormatError InvalidPDFException JpxError PasswordException RenderingCancelledException
    ResponseException UnknownErrorException ValiError

    string number bigint boolean symbol object function undefined unnamed

    default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src font-src
    connect-src media-src object-src frame-src child-src worker-src manifest-src base-uri form-action frame-ancestors
    navigate-to sandbox require-trusted-types-for trusted-types
  `),
);

/** A place in the window's bundle, by line and column. The host holds the file against those that the window has. */
const Place = v.pipe(v.string(), v.regex(/^(?:assets\/[\w.-]{1,80}:\d{1,6}:\d{1,7}|elsewhere)$/));

/** A place that is in no file of the window. */
export const ELSEWHERE = 'elsewhere';

/**
 * A fault of the window, for the log. It has no room for a message, nor for the name of a function or class that is not ours:
 * what an exception says may quote what somebody typed. The maps of the bundle tell the functions of a place.
 */
export const FaultReport = v.strictObject({
  /** Uncaught exception, promise that nobody handled, broken screen, refusal by the content policy. */
  kind: v.picklist(['error', 'rejection', 'screen', 'policy']),
  /** The exception's class, or the policy's directive. */
  name: FaultName,
  places: v.pipe(v.array(Place), v.maxLength(12)),
});
export type FaultReport = v.InferOutput<typeof FaultReport>;
