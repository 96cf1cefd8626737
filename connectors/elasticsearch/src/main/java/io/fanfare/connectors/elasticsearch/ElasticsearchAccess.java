package io.fanfare.connectors.elasticsearch;

import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * The addresses and credentials of Elasticsearch.
 *
 * @param hosts `host:port` of nodes, separated by commas
 * @param tls whether to use TLS; the JVM must trust the certificates of the nodes
 * @param user empty if Elasticsearch needs no sign-in
 * @param passwordFile file with the user's password. It is read when a client is opened, so that
 *     the password is never part of a serialized configuration
 */
public record ElasticsearchAccess(String hosts, boolean tls, String user, String passwordFile)
    implements Serializable {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 30_000;

  public static ElasticsearchAccess from(Settings settings) {
    ElasticsearchAccess access =
        new ElasticsearchAccess(
            settings.hostsAndPorts("elasticsearch-hosts"),
            settings.flag("elasticsearch-tls", false),
            settings.text("elasticsearch-user", ""),
            settings.text("elasticsearch-password-file", ""));
    if (access.user.isEmpty() != access.passwordFile.isEmpty()) {
      settings.problem(
          "--elasticsearch-user and --elasticsearch-password-file belong together: give both or"
              + " neither.");
    }
    return access;
  }

  /**
   * Opens a client, which connects at its first use.
   *
   * @throws IOException if the password file cannot be read
   */
  public RestClient open() throws IOException {
    RestClientBuilder builder =
        RestClient.builder(
                Arrays.stream(hosts.split(","))
                    .map(host -> HttpHost.create((tls ? "https://" : "http://") + host))
                    .toArray(HttpHost[]::new))
            .setRequestConfigCallback(
                request ->
                    request.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS));
    if (!user.isEmpty()) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          AuthScope.ANY,
          new UsernamePasswordCredentials(user, Files.readString(Path.of(passwordFile)).strip()));
      builder.setHttpClientConfigCallback(
          client -> client.setDefaultCredentialsProvider(credentials));
    }
    return builder.build();
  }

  @Override
  public String toString() {
    return (user.isEmpty() ? "" : user + " at ") + hosts + (tls ? " (TLS)" : "");
  }
}
