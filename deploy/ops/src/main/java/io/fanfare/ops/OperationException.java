package io.fanfare.ops;

/**
 * A problem that the operator has to solve. Its message is written for them: what is wrong, where,
 * and what to do.
 */
public class OperationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;

  public OperationException(String message) {
    super(message);
    this.message = message;
  }

  public OperationException(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
