#!/bin/sh
# Install Lighthouse into .peers/lighthouse (ignored by git) for `npm run benchmark -- lighthouse`: the last version that runs on Node 20.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p .peers/lighthouse
printf '{ "private": true }\n' > .peers/lighthouse/package.json
npm install --prefix .peers/lighthouse --no-audit --no-fund --save-exact 'lighthouse@12.8.2'
