package io.fanfare.ops.doctor;

import java.util.List;

/** Everything that is checked about one server. It changes nothing. */
interface Check {

  /** The server, for people. */
  String server();

  /**
   * What is found.
   *
   * @throws Exception if the server does not answer, or rejects a request
   */
  List<Finding> findings() throws Exception;
}
