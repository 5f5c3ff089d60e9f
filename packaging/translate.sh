#!/usr/bin/env bash
# Collects the window's texts into resources/i18n/*.ts and compiles these to *.qm. English holds plurals only.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
folder=resources/i18n

mapfile -t sources < <(find app -name '*.py' | sort)
options=(-no-obsolete -locations none -source-language en)
"$bin/pyside6-lupdate" "${options[@]}" -pluralonly "${sources[@]}" -ts "$folder/sordino_en.ts"
for language in zh_TW zh_CN; do
    "$bin/pyside6-lupdate" "${options[@]}" -target-language "$language" "${sources[@]}" -ts "$folder/sordino_$language.ts"
done
for language in en zh_TW zh_CN; do
    "$bin/pyside6-lrelease" -silent "$folder/sordino_$language.ts" -qm "$folder/sordino_$language.qm"
done
