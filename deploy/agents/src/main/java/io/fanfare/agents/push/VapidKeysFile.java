package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with the private key of a site: PEM of PKCS#8, as `openssl genpkey -algorithm EC -pkeyopt
 * ec_paramgen_curve:P-256` writes it. Only its owner may read it. Subscriptions are bound to the
 * key, so losing it loses all of them.
 */
public final class VapidKeysFile {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private VapidKeysFile() {}

  /**
   * Reads the keys.
   *
   * @throws IOException if the file cannot be read, others may read it, or it holds no such key; no
   *     message repeats its content
   */
  public static VapidKeys read(Path file) throws IOException {
    requireOwnerOnly(file);
    Matcher pem = PEM.matcher(Files.readString(file, US_ASCII));
    if (!pem.find()) {
      throw new IOException("The file holds no PRIVATE KEY in PEM: " + file);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      ECPrivateKey key =
          (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!key.getParams().getCurve().equals(P256.CURVE.getCurve())) {
        throw new IOException("The key is not one of the curve P-256: " + file);
      }
      return new VapidKeys(key);
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IOException("The file holds no private key of an elliptic curve: " + file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes new keys and writes them to a new file.
   *
   * @throws IOException if the file is there already, or cannot be written
   */
  public static VapidKeys create(Path file) throws IOException {
    ECPrivateKey key;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(P256.NAME);
      key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no curve P-256.", e);
    }
    Set<StandardOpenOption> isNew =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
            FileChannel.open(file, isNew, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        OutputStream out = Channels.newOutputStream(channel)) {
      out.write(pem(key.getEncoded()).getBytes(US_ASCII));
      channel.force(true);
    }
    return new VapidKeys(key);
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> more = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    more.remove(PosixFilePermission.OWNER_READ);
    more.remove(PosixFilePermission.OWNER_WRITE);
    more.remove(PosixFilePermission.OWNER_EXECUTE);
    if (!more.isEmpty()) {
      throw new IOException(
          "Others than its owner may use the file of the private key: run chmod 600 " + file);
    }
  }
}
