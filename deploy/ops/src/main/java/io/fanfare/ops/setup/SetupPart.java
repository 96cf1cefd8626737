package io.fanfare.ops.setup;

import java.util.List;

/** What a pipeline needs on one server before its programs can run. */
public interface SetupPart {

  /** What it is, for people: `topics of kafka:9092`. */
  String name();

  /** The declaration of this release, as one JSON document; connects to nothing. */
  Object declaration();

  /**
   * What is there and differs.
   *
   * @throws io.fanfare.ops.OperationException if the server rejects a request or does not answer
   */
  List<Difference> differences() throws InterruptedException;

  /**
   * Makes what is missing, and changes what differs and can be changed. Running it again is
   * harmless.
   *
   * @return what differed before
   * @throws io.fanfare.ops.OperationException as {@link #differences}
   */
  List<Difference> apply() throws InterruptedException;
}
