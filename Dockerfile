# The worker, without root. `docker build --build-arg EMBEDDED=yes .` adds the embedded ClickHouse (x86-64, 566 MB);
# without it the image wants a ClickHouse server, as docker-compose.yml gives it.

FROM node:22-bookworm-slim AS assets
ARG EMBEDDED=no
WORKDIR /src
COPY Directory.Packages.props ./
COPY eng/env.sh eng/setup eng/
RUN FULFILLMENT_CACHE=/assets eng/setup web && rm -f /assets/setup.lock
RUN if [ "$EMBEDDED" = yes ]; then FULFILLMENT_CACHE=/assets eng/setup chdb && rm -f /assets/setup.lock; fi

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Fulfillment.Streams/*.csproj src/Fulfillment.Streams/
COPY src/Fulfillment.Streams.Kafka/*.csproj src/Fulfillment.Streams.Kafka/
COPY src/Fulfillment.Streams.ClickHouse/*.csproj src/Fulfillment.Streams.ClickHouse/
COPY src/Fulfillment.Streams.Worker/*.csproj src/Fulfillment.Streams.Worker/
RUN dotnet restore src/Fulfillment.Streams.Worker
COPY . .
RUN dotnet publish src/Fulfillment.Streams.Worker -c Release -o /app --no-restore -p:UseAppHost=false \
 && rm -rf /app/runtimes/win* /app/runtimes/osx* \
 && mkdir /store

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=assets /assets /opt/fulfillment/cache
COPY --from=build /app /opt/fulfillment/app
COPY --from=build --chown=$APP_UID:$APP_UID /store /var/lib/fulfillment
# In a container the port mapping decides who may connect, so the listener is not limited to loopback. The collector: see eng/env.sh.
ENV FULFILLMENT_CACHE=/opt/fulfillment/cache \
    Fulfillment__Store=/var/lib/fulfillment \
    Fulfillment__Http__Url=http://0.0.0.0:8080 \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_GCgen0size=0x4000000
WORKDIR /opt/fulfillment/app
USER $APP_UID
VOLUME /var/lib/fulfillment
EXPOSE 8080
ENTRYPOINT ["dotnet", "fulfillment.dll"]
CMD ["run"]
