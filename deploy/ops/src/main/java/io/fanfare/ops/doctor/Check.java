package io.fanfare.ops.doctor;

import java.util.List;

/** Everything that is checked about one server. */
interface Check {

  /** The server, for people. */
  String server();

  /**
   * Adds what is found.
   *
   * @throws Exception if the server does not answer, or rejects a request
   */
  void add(List<Finding> findings) throws Exception;
}
