package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The passwords and keys of a stack. Each is random, made once for each home, and kept in a file
 * that only the owner can read.
 */
public final class Secrets {

  private static final int PASSWORD_LENGTH = 32;
  private static final int TOKEN_KEY_BYTES = 32;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();
  private final StackHome home;

  public Secrets(StackHome home) {
    this.home = home;
  }

  /** The password of a user of the embedded source. */
  public String password(DatabaseUser user) {
    return passwordIn(passwordFile(user));
  }

  /** Reads the password in a file of a stack's secrets. */
  String passwordIn(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new OperationException("The secret " + file + " cannot be read: " + e, e);
    }
  }

  /** The file of a user's password. Its whole content is the password, without a line end. */
  public Path passwordFile(DatabaseUser user) {
    Path directory = user == DatabaseUser.CAPTURE ? captureDirectory() : home.secrets();
    return createIfMissing(directory, user.userName(), this::randomPassword);
  }

  /** The only directory of secrets that the Connect worker may read. */
  public Path captureDirectory() {
    return home.secrets().resolve("connect");
  }

  /** The password of the user of an external source. */
  Path sourcePasswordFile() {
    return captureDirectory().resolve("source");
  }

  /** Writes or replaces the password of the user of an external source. */
  void writeSourcePassword(String password) {
    try {
      StackHome.createPrivate(home.secrets());
      StackHome.createPrivate(captureDirectory());
      Path draft = draft(captureDirectory(), password);
      Files.move(draft, sourcePasswordFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OperationException(
          "The secret " + sourcePasswordFile() + " cannot be written: " + e, e);
    }
  }

  /** The key that signs tokens: base64url text of {@value #TOKEN_KEY_BYTES} random bytes. */
  public Path tokenKeyFile() {
    return createIfMissing(home.secrets(), "token.key", this::randomTokenKey);
  }

  /** The key of links by which listeners opt out of notifications, of the same form. */
  public Path optOutKeyFile() {
    return createIfMissing(home.secrets(), "opt-out.key", this::randomTokenKey);
  }

  /** The key from which the secrets of webhooks are derived, of the same form. */
  public Path webhookKeyFile() {
    return createIfMissing(home.secrets(), "webhook.key", this::randomTokenKey);
  }

  /** The private key by which push services recognize the stack: PEM of PKCS#8, P-256. */
  public Path vapidKeyFile() {
    return vapidKeys().resolveSibling("vapid.pem");
  }

  /** The public key to it, with which browsers subscribe: base64url text of 65 bytes. */
  public String vapidPublicKey() {
    return passwordIn(vapidKeys());
  }

  /** The file of the public key. Servers that need one of both are prepared at the same time. */
  private Path vapidKeys() {
    Path publicKey = home.secrets().resolve("vapid.public");
    synchronized (VapidKeyPair.class) {
      if (!Files.exists(publicKey)) {
        VapidKeyPair pair = VapidKeyPair.random();
        createIfMissing(home.secrets(), "vapid.pem", pair::privateKey);
        createIfMissing(home.secrets(), "vapid.public", pair::publicKey);
      }
    }
    return publicKey;
  }

  private String randomPassword() {
    return random
        .ints(PASSWORD_LENGTH, 0, LETTERS.length())
        .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
        .collect(Collectors.joining());
  }

  private String randomTokenKey() {
    byte[] key = new byte[TOKEN_KEY_BYTES];
    random.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static Path createIfMissing(Path directory, String name, Supplier<String> content) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      try {
        StackHome.createPrivate(directory);
        writeOnce(directory, file, content.get());
      } catch (IOException e) {
        throw new OperationException("The secret " + file + " cannot be written: " + e, e);
      }
    }
    return file;
  }

  /** If two processes do this at once, the first one wins. No reader sees a part of the file. */
  private static void writeOnce(Path directory, Path file, String content) throws IOException {
    Path draft = draft(directory, content);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process has made the file meanwhile: its content is used.
    } finally {
      Files.delete(draft);
    }
  }

  private static Path draft(Path directory, String content) throws IOException {
    Path draft =
        Files.createTempFile(
            directory,
            "draft",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(draft, content);
  }
}
