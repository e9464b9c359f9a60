# syntax=docker/dockerfile:1
FROM python:3.13-slim AS build
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home steward && install -d -o steward /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY bot bot
COPY cogs cogs
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
USER steward
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "bot", "health", "--config", "/config/main.yaml"]
CMD ["python", "-m", "bot", "run", "--config", "/config/main.yaml"]
