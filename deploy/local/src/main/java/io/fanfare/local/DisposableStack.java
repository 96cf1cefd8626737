package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A stack of a command's own, whose home is wiped at the end: it must be nobody's. */
public final class DisposableStack {

  private DisposableStack() {}

  /**
   * The whole pipeline.
   *
   * @param home a directory that is empty or not there; null for the command's own
   * @param ownHome that of the command, in the checkout
   * @throws OperationException if there is something in the home that was chosen
   */
  public static StackSettings settings(@Nullable Path home, String ownHome, int portBase) {
    Checkout checkout = Checkout.current();
    if (home == null) {
      return StackSettings.pipeline(checkout, checkout.root().resolve(ownHome), portBase);
    }
    String[] content = home.toFile().list();
    if (content != null && content.length > 0) {
      throw new OperationException(
          home + " is not empty, and it would be wiped: choose another with --home.");
    }
    return StackSettings.pipeline(checkout, home, portBase);
  }
}
