package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackAddresses;
import java.nio.file.Path;

/** Cassandra's cassandra.yaml. */
final class CassandraConfiguration {

  private CassandraConfiguration() {}

  static String render(Ports ports, Path data) {
    return """
        cluster_name: fanfare
        num_tokens: 1
        partitioner: org.apache.cassandra.dht.Murmur3Partitioner
        endpoint_snitch: SimpleSnitch
        auto_bootstrap: false
        storage_compatibility_mode: NONE

        listen_address: %1$s
        rpc_address: %1$s
        storage_port: %2$d
        native_transport_port: %3$d
        start_native_transport: true
        seed_provider:
          - class_name: org.apache.cassandra.locator.SimpleSeedProvider
            parameters:
              - seeds: "%1$s:%2$d"

        data_file_directories:
          - "%4$s/data"
        commitlog_directory: "%4$s/commitlog"
        hints_directory: "%4$s/hints"
        saved_caches_directory: "%4$s/saved_caches"
        cdc_raw_directory: "%4$s/cdc_raw"

        # A node that is killed loses what it acknowledged since its last sync. No write is
        # acknowledged while that is longer ago than the lag: so the jobs know when it is safe.
        # Syncs before each acknowledgement cost a change of threads a row: a quarter of the rows/s.
        commitlog_sync: periodic
        commitlog_sync_period: 5ms
        periodic_commitlog_sync_lag_block: %5$dms
        # To sync what is compressed is to write just that; else a whole mapped segment is synced.
        commitlog_compression:
          - class_name: LZ4Compressor
        commitlog_total_space: 256MiB
        # What the collector does not see it does not copy: its pauses are the latency of writes.
        memtable:
          configurations:
            default:
              class_name: TrieMemtable
        memtable_heap_space: 128MiB
        memtable_offheap_space: 128MiB
        memtable_allocation_type: offheap_objects
        file_cache_size: 32MiB
        networking_cache_size: 16MiB
        key_cache_size: 16MiB
        disk_access_mode: mmap_index_only
        concurrent_compactors: 1
        # A compaction in a hurry takes a processor from what somebody waits for.
        compaction_throughput: 8MiB/s
        auto_snapshot: false

        # The writers group rows of many recipients: the defaults mean single partitions.
        batch_size_warn_threshold: 1MiB
        batch_size_fail_threshold: 4MiB
        unlogged_batch_across_partitions_warn_threshold: 1000

        # Whoever unfollows many leaves as many tombstones in a month of their dashboard, until they
        # may be forgotten: to walk over them is slow, and no reason to refuse the page.
        tombstone_warn_threshold: 100000
        tombstone_failure_threshold: 2000000

        # A small machine under load is slow, not broken.
        read_request_timeout: 10s
        range_request_timeout: 20s
        write_request_timeout: 10s
        request_timeout: 20s
        """
        .formatted(
            Ports.HOST,
            ports.cassandraStorage(),
            ports.cassandra(),
            data,
            StackAddresses.SYNC_LAG.toMillis());
  }
}
