# Build: docker build --build-arg VERSION=1.0.0 -t verbatim .
# Run:   see README.md, "Docker".
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY corpus/read/htmldate/go.mod corpus/read/htmldate/
RUN go mod download
COPY . .
ARG VERSION=development
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/verbatim ./cmd/verbatim \
 && mkdir -p /out/corpus /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/verbatim /usr/local/bin/verbatim
# The folders belong to the user that runs, so that a new volume does too.
COPY --from=build --chown=nonroot:nonroot /out/corpus /corpus
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV VERBATIM_CORPUS=/corpus VERBATIM_DATA=/data
VOLUME ["/corpus", "/data"]
USER nonroot:nonroot
ENTRYPOINT ["verbatim"]
CMD ["serve"]
