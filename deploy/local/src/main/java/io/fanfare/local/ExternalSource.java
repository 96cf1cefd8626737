package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.ops.OperationException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A server of somebody's own. A home remembers it: what a stack keeps is made of one source's rows,
 * and means nothing beside another's.
 */
public record ExternalSource(SourceDescription description, long serverId, Secrets secrets)
    implements Source {

  /** Ids from here on are 32 bits, and nobody gives one to a server by hand. */
  private static final long FIRST_ID = 1_000_000_000;

  private static final int IDS = 1 << 30;

  /** What is kept in the home. */
  private record Remembered(SourceDescription source, long serverId) {}

  /** The source that a home remembers; empty if it has the embedded one, or none yet. */
  static Optional<ExternalSource> of(StackHome home) {
    return file(home)
        .read()
        .map(kept -> new ExternalSource(kept.source(), kept.serverId(), new Secrets(home)));
  }

  private static JsonFile<Remembered> file(StackHome home) {
    return new JsonFile<>(home.source(), new TypeReference<>() {});
  }

  /**
   * Makes a server the source of a home, or gives a home that has this source another user or
   * password for it.
   *
   * @throws OperationException if the home has another source
   */
  public static void remember(StackHome home, SourceDescription source, String password) {
    requireNoOther(home, source);
    home.create();
    // Two connectors with one id would throw each other off the server.
    long serverId =
        of(home).map(ExternalSource::serverId).orElseGet(() -> FIRST_ID + randomBelow(IDS));
    new Secrets(home).keepSourcePassword(password);
    file(home).write(new Remembered(source, serverId));
  }

  /**
   * Checks that a home has no source but this one.
   *
   * @throws OperationException if it has
   */
  public static void requireNoOther(StackHome home, SourceDescription source) {
    if (!home.hasData()) {
      return;
    }
    Optional<ExternalSource> former = of(home);
    if (former.isEmpty() || !former.get().description().isSameSource(source)) {
      throw new OperationException(
          ("The views in %s are made of %s, not of %s: choose another --home, or remove them"
                  + " first with `fanfare down --wipe`.")
              .formatted(
                  home.root(),
                  former.map(has -> has.description().said()).orElse("the embedded MariaDB"),
                  source.said()));
    }
  }

  /** The password of its user. */
  public String password() {
    return secrets.passwordIn(secrets.sourcePasswordFile());
  }

  private static int randomBelow(int bound) {
    return new SecureRandom().nextInt(bound);
  }

  @Override
  public boolean isExternal() {
    return true;
  }

  @Override
  public Flavour flavour() {
    return description.flavour();
  }

  @Override
  public String host() {
    return description.host();
  }

  @Override
  public int port() {
    return description.port();
  }

  @Override
  public String database() {
    return description.database();
  }

  @Override
  public String captureUser() {
    return description.user();
  }

  @Override
  public Path capturePasswordFile() {
    return secrets.sourcePasswordFile();
  }

  @Override
  public String readerUser() {
    return description.user();
  }

  @Override
  public Path readerPasswordFile() {
    return secrets.sourcePasswordFile();
  }
}
