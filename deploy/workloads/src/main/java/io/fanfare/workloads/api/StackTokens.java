package io.fanfare.workloads.api;

import io.fanfare.api.auth.Tokens;
import io.fanfare.local.Secrets;
import io.fanfare.local.StackHome;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tokens that a local stack's API server takes. */
public final class StackTokens {

  private StackTokens() {}

  /**
   * Those of a stack, whether or not it is up.
   *
   * @throws OperationException if it has no key yet, or none that can be read
   */
  public static Tokens of(StackHome home) {
    Path key = new Secrets(home).tokenKeyFile();
    try {
      return Tokens.of(Files.readString(key));
    } catch (IOException e) {
      throw new OperationException("The token key " + key + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new OperationException("The token key " + key + " is no key: " + e.getMessage(), e);
    }
  }
}
