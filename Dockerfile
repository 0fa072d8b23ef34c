# Install scripts stay off in both installs: the image brings its own PostgreSQL client in JavaScript and its migration
# engine in WebAssembly, and the embedded database, the one package that needs a script, is for laptops.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY prisma.config.ts tsconfig.json tsconfig.build.json ./
COPY prisma ./prisma
COPY scripts ./scripts
COPY src ./src
RUN npx prisma generate && npm run build

FROM node:20.20.2-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data CHECKPOINT_DISABLE=1
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json prisma.config.ts ./
# The migrations and what applies them at the start.
COPY prisma ./prisma
COPY scripts/schema-engine* ./scripts/
COPY models ./models
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Six misses in a row leave a minute for the first start.
HEALTHCHECK --interval=10s --timeout=5s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
