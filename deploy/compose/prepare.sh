#!/bin/sh
# Makes the secrets of compose.yaml, a model, and the key of Open WebUI; then starts everything. Run again, it keeps what is there.
set -eu
cd "$(dirname "$0")"
umask 077
compose=${COMPOSE:-docker compose}
model=${MODEL:-qwen3:0.6b}

mkdir -p secrets
random() { head -c 36 /dev/urandom | base64 | tr -d '\n=+/'; }
for name in webui-secret-key user-jwt-secret; do
  [ -s "secrets/$name" ] || random > "secrets/$name"
done
[ -e secrets/stellwerk-key ] || : > secrets/stellwerk-key

$compose build stellwerk
# Stellwerk runs as 10001 and takes no secret that others can read.
$compose run --rm --no-deps --user 0:0 --cap-add CHOWN --volume "$PWD/secrets:/secrets" \
  --entrypoint /bin/chown stellwerk 10001:10001 /secrets/user-jwt-secret
$compose run --rm pull "$model"
$compose up --detach --wait stellwerk ollama
if ! [ -s secrets/stellwerk-key ]; then
  $compose exec -T stellwerk /usr/local/bin/stellwerk keys create --use-case chat --kind frontend --front-end open-webui \
    --config /etc/stellwerk/stellwerk.yaml --json | sed 's/.*"key":"\([^"]*\)".*/\1/' | tr -d '\n' > secrets/stellwerk-key
fi
$compose up --detach --wait open-webui
echo "Open WebUI: http://127.0.0.1:3000 (the first account is the administrator)"
