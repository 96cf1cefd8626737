package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.Ports;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.schemas.progress.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands, a job and the API server on servers that want TLS and logins. */
@ExtendWith(SharedStack.class)
class AccessITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int OK = 200;

  private SecuredServers servers;
  private String access;

  @BeforeEach
  void start() throws Exception {
    servers = new SecuredServers("secured", 12);
    SourceAccess source = SharedStack.get().addresses().access().source();
    Path password = servers.file("reader", source.reader().password());
    access =
        """
        mysql-url = %s?sslMode=verify-full&serverSslCert=%s
        mysql-user = %s
        mysql-password-file = %s
        kafka-bootstrap = %s
        kafka-config = %s
        cassandra-contact-points = %s
        cassandra-datacenter = datacenter1
        cassandra-config = %s
        """
            .formatted(
                source.url(),
                servers.certificate(),
                source.reader().user(),
                password,
                servers.kafka(),
                servers.kafkaConfig(SecuredServers.PASSWORD),
                servers.cassandra(),
                servers.cassandraConfig(SecuredServers.USER, SecuredServers.PASSWORD));
  }

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  @Test
  void commandsAJobAndTheApiServerSignIn() throws Exception {
    Path config = pipeline(access);

    assertThat(setup(access)).contains("The tables on " + servers.cassandra() + " are ready.");
    assertThat(fanfare("deadletters", "list", "--config", config.toString()))
        .contains("no dead letters");
    closenessJobIsOperated(config);
    // The connector has a client of its own, which signs in, too, before it has anything to write.
    assertThat(fanfare("backfill", "stats", "start", "--config", config.toString()))
        .contains("all stats are rebuilt");
    apiServerIsReady();
  }

  @Test
  void aWrongPasswordIsOneSentence() throws Exception {
    Path cassandra = servers.cassandraConfig(SecuredServers.USER, "not " + SecuredServers.PASSWORD);
    assertThat(
            setup(access.replaceFirst("cassandra-config = .*", "cassandra-config = " + cassandra)))
        .contains("Cassandra at " + servers.cassandra())
        .contains("rejects the login: ");

    Path kafka = servers.kafkaConfig("not " + SecuredServers.PASSWORD);
    assertThat(setup(access.replaceFirst("kafka-config = .*", "kafka-config = " + kafka)))
        .contains("The topics on " + servers.kafka())
        .contains("could not be set up: ")
        .contains("Authentication failed");
  }

  private String setup(String access) throws IOException, InterruptedException {
    return fanfare(
        "setup", "apply", "--replication-factor", "1", "--config", pipeline(access).toString());
  }

  private Path pipeline(String access) throws IOException {
    SourceAccess source = SharedStack.get().addresses().access().source();
    return servers.file(
        "pipeline.properties",
        access
            + """
            mysql-flavour = mariadb
            capture-user = %s
            capture-password-file = %s
            connect-url = %s
            search = false
            stats = true
            flink-url = %s
            flink-jobs-jar = %s
            flink-cassandra-rebuild-jar = %s
            flink-savepoints = file://%s
            """
                .formatted(
                    source.capture().user(),
                    servers.file("capture", source.capture().password()),
                    SharedStack.get().addresses().connect().url(),
                    SharedStack.get().addresses().flink().url(),
                    SharedStack.settings().checkout().jobsJar(),
                    SharedStack.get().addresses().access().requireFlink().cassandraRebuildJar(),
                    servers.savepoints()));
  }

  /** The stack's job of this name reads another Kafka, and goes on. */
  private void closenessJobIsOperated(Path config) throws IOException, InterruptedException {
    ViewProgress views = new ViewProgress(PipelineAccess.read(config).kafka());
    assertThat(jobs(config, "start", "closeness", "--from-log", "--", "--quantum", "2"))
        .contains("All tasks of the job closeness run.");
    try {
      views.await(Set.of(Views.CLOSENESS), PATIENCE);
      assertThat(jobs(config, "rescale", "closeness", "--parallelism", "2"))
          .contains("was stopped with the savepoint file:")
          .contains("All tasks of the job closeness run.");
      views.await(Set.of(Views.CLOSENESS), PATIENCE);
      assertThat(jobs(config)).containsPattern("closeness +running").contains("fan-out  ");
    } finally {
      assertThat(jobs(config, "stop", "closeness"))
          .contains("was stopped with the savepoint file:");
    }
    assertThat(jobs(config)).containsPattern("closeness +missing");
    assertThat(fanfare("savepoint", "closeness", "--config", config.toString()))
        .containsPattern("closeness +[0-9]+ s +[0-9]+ +yes +file:");
  }

  private static String jobs(Path config, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("jobs"));
    command.addAll(List.of(arguments));
    int options = command.indexOf("--");
    command.addAll(options < 0 ? command.size() : options, List.of("--config", config.toString()));
    return fanfare(command.toArray(String[]::new));
  }

  private void apiServerIsReady() throws IOException, InterruptedException {
    var checkout = SharedStack.settings().checkout();
    Path config =
        servers.file(
            "api.properties",
            access
                + """
                port = %d
                token-key-file = %s
                elasticsearch-urls = %s
                """
                    .formatted(
                        servers.freePort(),
                        SharedStack.settings().secrets().tokenKeyFile(),
                        SharedStack.get().addresses().elasticsearchUrl()));
    Process api =
        new Launch(
                JavaCommand.withHeap(64, 256)
                    .optimizeForStart()
                    .jarsIn(checkout.apiServerJar().getParent())
                    .jarsIn(checkout.apiServerLibraries())
                    .main("io.fanfare.api.ApiServer", "--config", config))
            .start(config.getParent(), config.resolveSibling("api.out"));
    try {
      URI ready = URI.create("http://%s:%d/health/ready".formatted(Ports.HOST, servers.freePort()));
      await().atMost(PATIENCE).ignoreExceptions().until(() -> hasConnected(ready));
    } finally {
      api.destroy();
      api.waitFor();
    }
  }

  /** The server is ready without Kafka, and then names it. */
  private static boolean hasConnected(URI ready) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
    return answer.statusCode() == OK && !answer.body().contains("Kafka");
  }

  /** The command's output. */
  private static String fanfare(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            SharedStack.settings().checkout().root().resolve("fanfare").toString()),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    System.out.println(output);
    return output;
  }
}
