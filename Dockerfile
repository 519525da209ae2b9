# Two images: docker build --target webhook . and docker build --target gate .
# For nodes of both architectures: docker buildx build --platform linux/amd64,linux/arm64 --target gate .
FROM --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:10.0-noble AS source
WORKDIR /source
COPY . .

FROM source AS build-gate
ARG TARGETARCH=amd64
RUN ./build.sh "$TARGETARCH" gate gate-tls && mv out/linux-* out/gate

FROM source AS build-webhook
ARG TARGETARCH=amd64
RUN ./build.sh "$TARGETARCH" webhook && mv out/linux-* out/webhook

# The gate is one static file and needs nothing else (gate-tls is its twin for https checks). The numeric user is what Pod Security "restricted" asks for.
FROM scratch AS gate
COPY --from=build-gate /source/out/gate/ /
USER 65532:65532
ENTRYPOINT ["/gate"]

# The server is linked dynamically: glibc, and OpenSSL for TLS. It is built on the same Ubuntu release that it runs on.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS webhook
COPY --from=build-webhook /source/out/webhook/podorder-webhook /podorder-webhook
USER 65532:65532
EXPOSE 8443
ENTRYPOINT ["/podorder-webhook"]
