# syntax=docker/dockerfile:1

# The full version, so that a rebuild changes nothing by itself. To pin the very bytes, append the digest that
# `docker buildx imagetools inspect node:24.21.0-trixie-slim` prints: node:24.21.0-trixie-slim@sha256:…
ARG NODE_IMAGE=node:24.21.0-trixie-slim

# Only what the bot needs to run. The manifests come first: while they stay the same, so does this stage.
# --omit=dev leaves the dev dependency "node" out as well: here the image itself brings Node.js.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/var/cache/npm npm ci --omit=dev --cache /var/cache/npm

FROM ${NODE_IMAGE}
# tini hands SIGTERM on to the bot and collects ended processes: as process 1, Node.js itself would not.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /data && chown node:node /data

WORKDIR /app
# Memory that large files took goes back to the system when they are done, instead of being kept for the next ones.
ENV MALLOC_ARENA_MAX=2 \
  MALLOC_MMAP_THRESHOLD_=1048576 \
  MALLOC_TRIM_THRESHOLD_=1048576
ENV NODE_ENV=production \
  DATABASE_URL=sqlite:/data/krea.db \
  PORT=8080

# Owned by root and run as node: the bot cannot change its own code.
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY commands ./commands
COPY src ./src

USER node
VOLUME /data
EXPOSE 8080
# The bot needs up to 8 seconds to end in order; give it 10: docker stop --timeout 10, or stop_grace_period in compose.
STOPSIGNAL SIGTERM
# Asks the listener. Without PORT there is none to ask, and the container counts as healthy while its process lives.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "const { PORT } = process.env; if (PORT) fetch(`http://127.0.0.1:${PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "src/main.ts"]
