#!/bin/sh
# What the deb does once its files are there, as root. In place of electron-builder's own script, which asks whether root
# may make user namespaces and gives the sandbox's helper up if so; the user who starts the program may then not.
# electron-builder fills in the names in braces.
set -e

program='/opt/${sanitizedProductName}/${executable}'
if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --install '/usr/bin/${executable}' '${executable}' "$program" 100 || ln -sf "$program" '/usr/bin/${executable}'
else
  ln -sf "$program" '/usr/bin/${executable}'
fi

# Chromium takes user namespaces where the user may make them, and this helper elsewhere. It never goes without a sandbox.
chown root:root '/opt/${sanitizedProductName}/chrome-sandbox'
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'

if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database /usr/share/applications || true; fi

# Where AppArmor keeps programs from user namespaces this profile lets ours; one that it cannot read is left out.
if apparmor_status --enabled >/dev/null 2>&1; then
  given='/opt/${sanitizedProductName}/resources/apparmor-profile'
  kept='/etc/apparmor.d/${executable}'
  if apparmor_parser --skip-kernel-load --debug "$given" >/dev/null 2>&1; then
    cp -f "$given" "$kept"
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache "$kept" || true
    fi
  fi
fi
