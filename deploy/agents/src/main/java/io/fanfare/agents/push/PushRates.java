package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;

/**
 * Measures how many pushes a second of processor time encrypts, by the JDK and by the native
 * provider. Run it with the optimizing compiler, after `mvn -DskipTests package`:
 *
 * <pre>
 * java -cp 'deploy/agents/target/test-classes:deploy/agents/target/classes:deploy/agents/target/lib/*' \
 *     io.fanfare.agents.push.EncryptionRate
 * </pre>
 */
final class EncryptionRate {

  private static final long MEASURED_NANOS = 5_000_000_000L;
  private static final int TEXT_BYTES = 300;

  private EncryptionRate() {}

  public static void main(String[] arguments) throws Exception {
    measure("JDK", null);
    Provider provider = NativeCryptography.find();
    if (provider != null) {
      measure(provider.toString(), provider);
    }
  }

  private static void measure(String name, Provider provider) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(P256.NAME);
    byte[] point = P256.encode(((ECPublicKey) generator.generateKeyPair().getPublic()).getW());
    Subscription subscription =
        Subscription.of("https://push.example.test/", Base64Url.encode(point), "A".repeat(22));
    PushEncryption encryption = new PushEncryption(provider);
    run(encryption, subscription);
    long before = processorNanos();
    int count = run(encryption, subscription);
    double seconds = (processorNanos() - before) / 1e9;
    System.out.printf(
        "%s: %.0f encryptions of %d bytes per processor second%n",
        name, count / seconds, TEXT_BYTES);
  }

  /** Encrypts for a fixed time; the first run is for the compiler. */
  private static int run(PushEncryption encryption, Subscription subscription) throws Exception {
    byte[] text = "x".repeat(TEXT_BYTES).getBytes(UTF_8);
    int count = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < MEASURED_NANOS; count++) {
      encryption.encrypt(text, subscription);
    }
    return count;
  }

  /** Of all threads, so that those of garbage collection and compilation count. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
