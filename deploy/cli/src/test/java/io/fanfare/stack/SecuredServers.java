package io.fanfare.stack;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.server.KafkaServer;
import io.fanfare.local.server.Server;
import io.fanfare.local.server.ServerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A Kafka and a Cassandra that take no connection without TLS and a login. Their certificate is
 * that of the shared stack's source.
 */
final class SecuredServers implements AutoCloseable {

  static final String USER = "fanfare";
  static final String PASSWORD = "wh=at ${they} \"chose\"";

  private static final String ADMINISTRATOR = "cassandra";

  private final StackSettings settings;
  private final Path certificate =
      SharedStack.settings().home().secrets().resolve("mariadb-cert.pem").toAbsolutePath();
  private final Path keys;
  private final Path trusted;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts them, empty, with a home and ports of their own.
   *
   * @param ports as {@link SharedStack#besideShared} takes them
   */
  SecuredServers(String home, int ports) throws Exception {
    settings = SharedStack.besideShared(home, ports);
    settings.home().wipe();
    settings.home().create();
    keys = settings.home().secrets().resolve("keys.pem").toAbsolutePath();
    trusted = settings.home().secrets().resolve("trusted.p12").toAbsolutePath();
    Path key = SharedStack.settings().home().secrets().resolve("mariadb-key.pem");
    Files.writeString(keys, Files.readString(key) + Files.readString(certificate));
    storeCertificate();
    Server kafka = new KafkaServer(settings);
    Server cassandra = new CassandraServer(settings);
    try {
      start(kafka, "server.properties", kafkaSettings());
      start(cassandra, "cassandra.yaml", cassandraSettings());
      for (Server server : List.of(kafka, cassandra)) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(server::ready);
      }
      makeRole();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** The settings of Kafka's clients. */
  Path kafkaConfig(String password) throws IOException {
    return Files.writeString(
        settings
            .home()
            .secrets()
            .resolve("kafka-" + password.length() + ".properties")
            .toAbsolutePath(),
        """
        security.protocol=SASL_SSL
        sasl.mechanism=PLAIN
        sasl.jaas.config=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(login(USER, password), certificate));
  }

  /** The configuration of Cassandra's driver. */
  Path cassandraConfig(String user, String password) throws IOException {
    return Files.writeString(
        settings.home().secrets().resolve("cassandra-" + user + ".conf").toAbsolutePath(),
        """
        datastax-java-driver.advanced {
          auth-provider { class = PlainTextAuthProvider, username = %s, password = "%s" }
          ssl-engine-factory {
            class = DefaultSslEngineFactory
            truststore-path = "%s"
            truststore-password = "%s"
          }
        }
        """
            .formatted(user, password.replace("\"", "\\\""), trusted, ADMINISTRATOR));
  }

  Path certificate() {
    return certificate;
  }

  String kafka() {
    return Ports.HOST + ":" + settings.ports().kafka();
  }

  String cassandra() {
    return Ports.HOST + ":" + settings.ports().cassandra();
  }

  /** A directory for savepoints. */
  Path savepoints() {
    return settings.home().savepoints().toAbsolutePath();
  }

  int freePort() {
    return settings.ports().api();
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(settings.home().secrets().resolve(name).toAbsolutePath(), content);
  }

  private void start(Server server, String configuration, String more)
      throws IOException, InterruptedException {
    var launch = server.prepare();
    Path file = settings.home().configuration(server.name()).resolve(configuration);
    Files.writeString(file, more, StandardOpenOption.APPEND);
    processes.add(
        launch.start(
            settings.home().run(), new ServerFiles(settings.home(), server.name()).output()));
  }

  /** The last value of a key counts. */
  private String kafkaSettings() {
    return """

        listeners=SASL_SSL://%1$s,CONTROLLER://%2$s:%3$d
        advertised.listeners=SASL_SSL://%1$s
        listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=SASL_SSL
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.sasl_ssl.plain.sasl.jaas.config=%4$s
        ssl.keystore.type=PEM
        ssl.keystore.location=%5$s
        ssl.truststore.type=PEM
        ssl.truststore.location=%6$s
        """
        .formatted(
            kafka(),
            Ports.HOST,
            settings.ports().kafkaController(),
            login("broker", PASSWORD)
                .replace(";", " " + account("broker") + " " + account(USER) + ";"),
            keys,
            certificate);
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, escaped(password));
  }

  private static String account(String user) {
    return "user_%s=\"%s\"".formatted(user, escaped(PASSWORD));
  }

  /** Twice: for JAAS, and for a properties file. */
  private static String escaped(String password) {
    return password.replace("\"", "\\\\\"");
  }

  private String cassandraSettings() {
    return """

        authenticator: PasswordAuthenticator
        authorizer: CassandraAuthorizer
        role_manager: CassandraRoleManager
        client_encryption_options:
          enabled: true
          optional: false
          ssl_context_factory:
            class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
          keystore: "%s"
        """
        .formatted(keys);
  }

  private void storeCertificate() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate);
        OutputStream out = Files.newOutputStream(trusted)) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      store.store(out, ADMINISTRATOR.toCharArray());
    }
  }

  /** A role that may make keyspaces, and do everything in those. */
  private void makeRole() throws IOException {
    Path login = cassandraConfig(ADMINISTRATOR, ADMINISTRATOR);
    try (var session =
        CassandraSession.open(new CassandraAccess(cassandra(), "datacenter1", login.toString()))) {
      session.execute(
          "CREATE ROLE IF NOT EXISTS %s WITH LOGIN = true AND PASSWORD = '%s'"
              .formatted(USER, PASSWORD));
      session.execute("GRANT CREATE ON ALL KEYSPACES TO " + USER);
    }
  }

  @Override
  public void close() throws InterruptedException {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      process.waitFor();
    }
    settings.home().wipe();
  }
}
