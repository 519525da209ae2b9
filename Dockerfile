# Two images from one build: docker build --target webhook . and docker build --target gate .
FROM --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY . .
RUN ./build.sh

# The gate is one static file and needs nothing else (gate-tls is its twin for https checks). The numeric user is what Pod Security "restricted" asks for.
FROM scratch AS gate
COPY --from=build /source/out/linux-x64/gate /source/out/linux-x64/gate-tls* /
USER 65532:65532
ENTRYPOINT ["/gate"]

# The server is linked dynamically: glibc, and OpenSSL for TLS. It is built on the same Ubuntu release that it runs on.
FROM --platform=linux/amd64 mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS webhook
COPY --from=build /source/out/linux-x64/podorder-webhook /podorder-webhook
USER 65532:65532
EXPOSE 8443
ENTRYPOINT ["/podorder-webhook"]
