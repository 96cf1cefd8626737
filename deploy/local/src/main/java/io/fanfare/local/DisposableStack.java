package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a stack that one command starts for itself. Its home is wiped at the end, so it
 * must not hold anything before.
 */
public final class DisposableStack {

  private DisposableStack() {}

  /**
   * Settings of the whole pipeline.
   *
   * @param home an empty or missing directory; null for the command's default home
   * @param defaultHome the command's default home, relative to the checkout
   * @throws OperationException if the chosen home is not empty
   */
  public static StackSettings settings(@Nullable Path home, String defaultHome, int portBase) {
    Checkout checkout = Checkout.current();
    if (home == null) {
      return StackSettings.pipeline(checkout, checkout.root().resolve(defaultHome), portBase);
    }
    String[] content = home.toFile().list();
    if (content != null && content.length > 0) {
      throw new OperationException(
          home + " is not empty, and this command would wipe it: choose another with --home.");
    }
    return StackSettings.pipeline(checkout, home, portBase);
  }
}
