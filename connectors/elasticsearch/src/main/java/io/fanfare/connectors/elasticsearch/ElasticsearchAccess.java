package io.fanfare.connectors.elasticsearch;

import io.fanfare.schemas.settings.CertificateAuthority;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.WebUrl;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and credentials of Elasticsearch. Files are read when a client is opened, so that
 * no secret is part of a serialized configuration.
 *
 * @param urls URLs of nodes, separated by commas, such as `https://search.example.com:9200/prefix`;
 *     all with the same path
 * @param user empty if Elasticsearch needs no sign-in, or takes an API key
 * @param passwordFile file with the user's password; empty without a user
 * @param apiKeyFile file with an API key in its encoded form; empty for none
 * @param caFile file with the certificates that sign those of the nodes, as PEM; empty if the JVM
 *     trusts them
 */
public record ElasticsearchAccess(
    String urls, String user, String passwordFile, String apiKeyFile, String caFile)
    implements Serializable {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 30_000;

  /** Nodes without sign-in. */
  public static ElasticsearchAccess open(String urls) {
    return new ElasticsearchAccess(urls, "", "", "", "");
  }

  /** Reads `elasticsearch-urls` and the other settings that begin with `elasticsearch-`. */
  public static ElasticsearchAccess from(Settings settings) {
    ElasticsearchAccess access =
        new ElasticsearchAccess(
            settings.text("elasticsearch-urls"),
            settings.text("elasticsearch-user", ""),
            settings.path("elasticsearch-password-file"),
            settings.path("elasticsearch-api-key-file"),
            settings.path("elasticsearch-ca-file"));
    access.problems(settings::name).forEach(settings::problem);
    return access;
  }

  private List<String> problems(UnaryOperator<String> name) {
    List<String> problems = new ArrayList<>();
    if (user.isEmpty() != passwordFile.isEmpty()) {
      problems.add(
          "%s and %s belong together: give both or neither."
              .formatted(
                  name.apply("elasticsearch-user"), name.apply("elasticsearch-password-file")));
    }
    if (!user.isEmpty() && !apiKeyFile.isEmpty()) {
      problems.add(
          "%s and %s exclude each other: give one."
              .formatted(
                  name.apply("elasticsearch-user"), name.apply("elasticsearch-api-key-file")));
    }
    List<String> nodes = urls.isEmpty() ? List.of() : List.of(urls.split(","));
    for (String url : nodes) {
      String problem = WebUrl.problem(url);
      if (!problem.isEmpty()) {
        problems.add(name.apply("elasticsearch-urls") + " " + problem);
        return problems;
      }
    }
    if (nodes.stream().map(ElasticsearchAccess::prefix).distinct().count() > 1) {
      problems.add(
          "The URLs of %s have different paths: give all of them the same."
              .formatted(name.apply("elasticsearch-urls")));
    }
    return problems;
  }

  private static String prefix(String url) {
    return URI.create(url).getPath().replaceFirst("/+$", "");
  }

  /**
   * Opens a client, which connects at its first use.
   *
   * @throws IOException if a file cannot be read
   */
  public RestClient open() throws IOException {
    RestClientBuilder builder = RestClient.builder(nodes().toArray(HttpHost[]::new));
    configure(builder);
    return builder.build();
  }

  /** The nodes, for a builder of a client. */
  public List<HttpHost> nodes() {
    return Arrays.stream(urls.split(",")).map(ElasticsearchAccess::node).toList();
  }

  /**
   * Gives the builder of a client all but the nodes.
   *
   * @throws IOException if a file cannot be read
   */
  public void configure(RestClientBuilder builder) throws IOException {
    builder.setRequestConfigCallback(
        request -> request.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS));
    String prefix = prefix(urls.split(",")[0]);
    if (!prefix.isEmpty()) {
      builder.setPathPrefix(prefix);
    }
    if (!apiKeyFile.isEmpty()) {
      Header key = new BasicHeader("Authorization", "ApiKey " + secret(apiKeyFile));
      builder.setDefaultHeaders(new Header[] {key});
    }
    BasicCredentialsProvider credentials = credentials();
    SSLContext tls = caFile.isEmpty() ? null : CertificateAuthority.trusting(Path.of(caFile));
    builder.setHttpClientConfigCallback(client -> configure(client, credentials, tls));
  }

  private static HttpAsyncClientBuilder configure(
      HttpAsyncClientBuilder client,
      @Nullable BasicCredentialsProvider credentials,
      @Nullable SSLContext tls) {
    if (credentials != null) {
      client.setDefaultCredentialsProvider(credentials);
    }
    if (tls != null) {
      client.setSSLContext(tls);
    }
    return client;
  }

  private @Nullable BasicCredentialsProvider credentials() throws IOException {
    if (user.isEmpty()) {
      return null;
    }
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        AuthScope.ANY, new UsernamePasswordCredentials(user, secret(passwordFile)));
    return credentials;
  }

  private static HttpHost node(String text) {
    URI url = URI.create(text);
    return new HttpHost(url.getHost(), url.getPort(), url.getScheme());
  }

  private static String secret(String file) throws IOException {
    return Files.readString(Path.of(file)).strip();
  }

  @Override
  public String toString() {
    return (user.isEmpty() ? "" : user + " at ") + urls;
  }
}
