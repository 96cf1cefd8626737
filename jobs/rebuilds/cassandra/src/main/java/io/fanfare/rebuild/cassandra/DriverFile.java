package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The login and the certificates in the file of the driver's configuration, which is written for a
 * newer driver than the connector has. What this reads are its plain-text login and its default TLS
 * engine; another class of either is refused, since the connection would be less than was asked
 * for.
 */
final class DriverFile {

  private static final String ROOT = "datastax-java-driver.advanced.";
  private static final String LOGIN = ROOT + "auth-provider";
  private static final String TLS = ROOT + "ssl-engine-factory";
  private static final String PLAIN_LOGIN = "PlainTextAuthProvider";
  private static final String DEFAULT_TLS = "DefaultSslEngineFactory";

  private final String file;
  private final Config config;

  private DriverFile(String file, Config config) {
    this.file = file;
    this.config = config;
  }

  /**
   * @throws IllegalStateException if it cannot be read
   */
  static DriverFile read(String file) {
    try {
      return new DriverFile(file, ConfigFactory.parseFile(requireFile(file)).resolve());
    } catch (ConfigException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static File requireFile(String file) {
    if (!Files.isReadable(Path.of(file))) {
      throw unusable(file, "the file is missing or not readable", null);
    }
    return new File(file);
  }

  /**
   * @throws IllegalStateException if the old driver cannot do what the file asks for
   */
  void apply(Cluster.Builder builder) {
    try {
      if (has(LOGIN, PLAIN_LOGIN)) {
        builder.withCredentials(
            config.getString(LOGIN + ".username"), config.getString(LOGIN + ".password"));
      }
      if (has(TLS, DEFAULT_TLS)) {
        builder.withSSL(new VerifiedTls(context(), isVerifyingHosts()));
      }
    } catch (ConfigException | GeneralSecurityException | IOException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isVerifyingHosts() {
    String key = TLS + ".hostname-validation";
    return !config.hasPath(key) || config.getBoolean(key);
  }

  private boolean has(String section, String known) {
    if (!config.hasPath(section + ".class")) {
      return false;
    }
    String name = config.getString(section + ".class");
    if (!name.substring(name.lastIndexOf('.') + 1).equals(known)) {
      throw unusable(file, "a rebuild knows %s only, not %s".formatted(known, name), null);
    }
    return true;
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(), trusted(), new SecureRandom());
    return context;
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    KeyStore store = store("keystore");
    if (store == null) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password("keystore"));
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trusted() throws GeneralSecurityException, IOException {
    KeyStore store = store("truststore");
    if (store == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private @Nullable KeyStore store(String name) throws GeneralSecurityException, IOException {
    String key = TLS + "." + name + "-path";
    if (!config.hasPath(key)) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream in = Files.newInputStream(Path.of(config.getString(key)))) {
      store.load(in, password(name));
    }
    return store;
  }

  private char @Nullable [] password(String name) {
    String key = TLS + "." + name + "-password";
    return config.hasPath(key) ? config.getString(key).toCharArray() : null;
  }

  private static IllegalStateException unusable(
      String file, String problem, @Nullable Throwable cause) {
    return new IllegalStateException(
        "The driver's configuration for Cassandra, %s, cannot be used for a rebuild: %s."
            .formatted(file, problem),
        cause);
  }
}
