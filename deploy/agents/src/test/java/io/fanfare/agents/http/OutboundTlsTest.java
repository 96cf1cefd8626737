package io.fanfare.agents.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fanfare.schemas.settings.Network;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a receiver whose certificate is for the name `shop.example.test`. */
class OutboundTlsTest {

  private static final NameResolver LOCAL =
      host -> new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};

  @TempDir private Path folder;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair",
        store,
        "-keyalg",
        "EC",
        "-dname",
        "CN=x",
        "-ext",
        "san=dns:shop.example.test");
    keytool("-exportcert", store, "-rfc", "-file", folder.resolve("ca.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpsServer.create(new InetSocketAddress(loopback, 0), 10);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          boolean named =
              exchange.getRequestHeaders().getFirst("Host").startsWith("shop.example.test:");
          exchange.sendResponseHeaders(named ? 204 : 400, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void checksTheCertificateForTheNameAndNotForTheAddress() throws Exception {
    assertThat(post(folder.resolve("ca.pem").toString(), "shop.example.test").status())
        .isEqualTo(204);
    assertThatThrownBy(() -> post(folder.resolve("ca.pem").toString(), "other.example.test"))
        .hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void trustsNoUnknownCertificate() {
    assertThatThrownBy(() -> post("", "shop.example.test")).hasCauseInstanceOf(SSLException.class);
  }

  private Answer post(String caFile, String host) throws Exception {
    HttpSettings settings =
        new HttpSettings(
            false,
            List.of(Network.parse("127.0.0.0/8")),
            caFile,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            8,
            4);
    try (OutboundClient client = new OutboundClient(settings, LOCAL)) {
      URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
      return client
          .post(url, Map.of(), "body".getBytes(US_ASCII))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static void keytool(String command, Path store, String... options) throws Exception {
    List<String> line =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                "a",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret"));
    line.addAll(List.of(options));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
