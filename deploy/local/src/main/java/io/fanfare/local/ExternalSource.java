package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.ops.OperationException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A source database that the stack does not own. A home belongs to one source, because the views in
 * it are made from the rows of that source.
 */
public record ExternalSource(SourceDescription description, long serverId, Secrets secrets)
    implements Source {

  /** Ids from here on fit in 32 bits and are larger than the ids that people choose by hand. */
  private static final long FIRST_ID = 1_000_000_000;

  private static final int IDS = 1 << 30;

  /** The content of the home's source file. */
  private record Remembered(SourceDescription source, long serverId) {}

  /** The external source of a home; empty if it has the embedded source, or none yet. */
  static Optional<ExternalSource> of(StackHome home) {
    return file(home)
        .read()
        .map(kept -> new ExternalSource(kept.source(), kept.serverId(), new Secrets(home)));
  }

  private static JsonFile<Remembered> file(StackHome home) {
    return new JsonFile<>(home.source(), new TypeReference<>() {});
  }

  /**
   * Makes a server the source of a home. If the home already has this source, replaces its user and
   * password.
   *
   * @throws OperationException if the home has another source
   */
  public static void remember(StackHome home, SourceDescription source, String password) {
    requireNoOther(home, source);
    home.create();
    // The server disconnects a connector when another one with the same id connects.
    long serverId =
        of(home).map(ExternalSource::serverId).orElseGet(() -> FIRST_ID + randomBelow(IDS));
    new Secrets(home).writeSourcePassword(password);
    file(home).write(new Remembered(source, serverId));
  }

  /**
   * Checks that the views in a home, if there are any, are made from this source.
   *
   * @throws OperationException if they are made from another
   */
  public static void requireNoOther(StackHome home, SourceDescription source) {
    if (!home.hasData()) {
      return;
    }
    Optional<ExternalSource> former = of(home);
    if (former.isEmpty() || !former.get().description().isSameSource(source)) {
      throw new OperationException(
          ("The views in %s are made from %s, not from %s: choose another --home, or remove them"
                  + " first with `fanfare down --wipe`.")
              .formatted(
                  home.root(),
                  former.map(own -> own.description().describe()).orElse("the embedded MariaDB"),
                  source.describe()));
    }
  }

  /** The password of the source's user. */
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
