# The service on a JRE 25, as an unprivileged user, from the jar that `mvn package` leaves.
# Without a database named by SPRING_DATASOURCE_URL it keeps its own under /data.
ARG JRE=eclipse-temurin:25-jre

FROM ${JRE} AS layers
WORKDIR /layers
COPY target/vertepath.jar .
# Unpacked it starts faster, and a change of ours does not send the libraries again.
RUN java -Djarmode=tools -jar vertepath.jar extract --layers --destination unpacked \
 && rm -f unpacked/dependencies/lib/embedded-postgres-binaries-darwin-*

FROM ${JRE}
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin vertepath \
 && install --directory --mode=700 --owner=vertepath --group=vertepath /data
WORKDIR /app
COPY --from=layers /layers/unpacked/dependencies/ ./
COPY --from=layers /layers/unpacked/snapshot-dependencies/ ./
COPY --from=layers /layers/unpacked/application/ ./
# Inside a container the loopback address reaches nobody. So it does not start before it is told who
# may come in: VERTEPATH_ISSUER and VERTEPATH_AUDIENCE, or VERTEPATH_ACCESS (docker-compose.yml).
ENV SERVER_ADDRESS=0.0.0.0 VERTEPATH_DATA_DIR=/data
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200'* ]]"]
# The container's memory limit sets the heap. Commands follow: docker run vertepath rebuild
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "vertepath.jar"]
