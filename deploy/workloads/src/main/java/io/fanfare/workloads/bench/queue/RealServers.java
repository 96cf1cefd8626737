package io.fanfare.workloads.bench.queue;

import io.fanfare.workloads.bench.kit.Latency;
import java.util.List;
import java.util.Locale;

/**
 * Reads of tracks from both API servers of the local stack, through its HAProxy.
 *
 * @param direct from one API server, idle
 * @param idle through HAProxy
 * @param capacity the most reads a second, of clients that wait for their answers
 * @param half at half of that
 * @param restartRequests requests through nginx while both servers were restarted in turn
 * @param restartRefused those answered with 503: servers were busy, or none was there
 * @param restartErrors those without an answer, or with another one than 200 and 503
 * @param restart what they took
 */
record RealServers(
    Latency direct,
    Latency idle,
    double capacity,
    Latency half,
    long restartRequests,
    long restartRefused,
    long restartErrors,
    Latency restart) {

  List<String> lines() {
    return List.of(
        Latency.head("GET /tracks/{urn}, 2 API servers, ms"),
        direct.line("idle, one server without HAProxy"),
        idle.line("idle"),
        half.line(String.format(Locale.ROOT, "half of %,.0f reads/s", capacity)),
        restart.line("while both are restarted, by nginx"),
        String.format(
            Locale.ROOT,
            "  rolling restart: %,d requests, %,d refused (503), %,d other errors",
            restartRequests,
            restartRefused,
            restartErrors));
  }
}
