package io.fanfare.ops.exporter;

/** A part of a pipeline that the exporter asks again and again. */
interface Probe {

  String name();

  /**
   * Asks.
   *
   * @param succeeded called after each answer
   * @throws Exception if there is no answer
   */
  void run(Runnable succeeded) throws Exception;
}
