# One process of Plumbline with a browser for pictures; compose.yaml runs two behind nginx. See docs/deploy.md.

FROM debian:trixie-slim AS built
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY . /source
# pip compiles what it installs; with the store on S3 in it.
RUN python3 -m venv /opt/plumbline \
 && /opt/plumbline/bin/pip install --no-cache-dir --quiet -c /source/constraints.txt "/source[s3]" \
 && /opt/plumbline/bin/pip uninstall --quiet --yes pip

FROM debian:trixie-slim
# tini ends what the browser leaves behind; pictures bring their own typeface, DejaVu has the signs that it lacks.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 chromium fonts-dejavu-core ca-certificates tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/plumbline --create-home --shell /usr/sbin/nologin plumbline \
 && install -d -o plumbline -g plumbline /var/lib/plumbline/store
COPY --from=built /opt/plumbline /opt/plumbline
ENV PATH=/opt/plumbline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PLUMBLINE_STORE=/var/lib/plumbline/store \
    PLUMBLINE_LOG=info \
    PLUMBLINE_LOG_FORMAT=json
USER plumbline
WORKDIR /var/lib/plumbline
VOLUME /var/lib/plumbline/store
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python3", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
ENTRYPOINT ["tini", "--"]
# In a container all addresses are its own network's.
CMD ["plumbline", "serve", "--host", "0.0.0.0"]
