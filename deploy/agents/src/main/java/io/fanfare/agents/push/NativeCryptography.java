package io.fanfare.agents.push;

import java.security.GeneralSecurityException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Amazon Corretto Crypto Provider, if it is on the class path and works on this machine. It
 * encrypts pushes several times as fast as the JDK. It is used for pushes only and not installed in
 * the JVM, so that TLS does not change with it.
 */
final class NativeCryptography {

  private static final Logger LOG = LoggerFactory.getLogger(NativeCryptography.class);
  private static final String PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private NativeCryptography() {}

  /** Returns the provider after it computed the RFC's example; null for the JDK's cryptography. */
  static @Nullable Provider find() {
    try {
      Class<?> type = Class.forName(PROVIDER);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      type.getMethod("assertHealthy").invoke(provider);
      if (provider != null && RfcExample.isComputedBy(provider)) {
        // As text, a provider is a map of all it can do.
        LOG.info("Pushes are encrypted by {} {}.", provider.getName(), provider.getVersionStr());
        return provider;
      }
      LOG.warn("{} computes wrong values: pushes are encrypted by the JDK.", PROVIDER);
    } catch (ClassNotFoundException e) {
      LOG.info("{} is not on the class path: pushes are encrypted by the JDK.", PROVIDER);
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      LOG.warn("{} does not work here: pushes are encrypted by the JDK.", PROVIDER, e);
    }
    return null;
  }
}
