#!/bin/sh
# Finds a Chromium for the browser tests, or gets one: an installed one, Debian's package, or
# Playwright's own download, whichever is to be had.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
    $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium fonts-dejavu-core \
        >/dev/null && exit 0
fi
"${PYTHON:-python3}" -m playwright install chromium && exit 0
echo "Không tìm được Chromium cho bài kiểm thử trình duyệt: hãy cài gói chromium rồi chạy lại." >&2
exit 1
