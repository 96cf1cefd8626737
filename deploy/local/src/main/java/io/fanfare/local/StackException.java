package io.fanfare.local;

/**
 * Something about the stack that a person has to know or mend. The message is meant for them: what
 * is wrong, where, and what to do.
 */
public class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;

  public StackException(String message) {
    super(message);
    this.message = message;
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
