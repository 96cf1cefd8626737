package io.fanfare.local.server;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A private key and its self-signed certificate, for TLS on this machine.
 *
 * @param key file with the private key (PEM, PKCS #8); only its owner can read it
 * @param certificate file with the certificate (PEM)
 */
record TlsKeyPair(Path key, Path certificate) {

  private static final String ALIAS = "mariadb";

  /** Protects a key store that is deleted right after it is read. */
  private static final String PASSWORD = "changeit";

  private static final int LINE = 64;

  /** The key pair in a directory, created if it is missing. */
  static TlsKeyPair createIfMissing(Path directory) throws IOException, InterruptedException {
    TlsKeyPair keys =
        new TlsKeyPair(
            directory.resolve(ALIAS + "-key.pem"), directory.resolve(ALIAS + "-cert.pem"));
    if (!Files.exists(keys.certificate())) {
      keys.create(directory.resolve(ALIAS + ".p12"));
    }
    return keys;
  }

  private void create(Path store) throws IOException, InterruptedException {
    Files.deleteIfExists(store);
    try {
      generate(store);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      write(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      write(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new OperationException("The source's TLS key could not be created: " + e, e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  /** The JDK has no API that makes certificates, only this program. */
  private static void generate(Path store) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:-UsePerfData",
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "3650",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new OperationException(
          "The source's TLS key could not be created: keytool ended with "
              + keytool.exitValue()
              + ".");
    }
  }

  private static void write(Path file, String kind, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String text =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text),
        StandardOpenOption.WRITE);
  }
}
