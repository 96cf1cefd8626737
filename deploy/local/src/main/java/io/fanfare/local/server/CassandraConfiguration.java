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

        # A killed node loses the writes that it acknowledged after its last sync. While the last
        # sync is older than the lag, the node acknowledges no write, so the jobs know when a write
        # is durable. A sync before each acknowledgement would cost a quarter of the rows per second.
        commitlog_sync: periodic
        commitlog_sync_period: 5ms
        periodic_commitlog_sync_lag_block: %5$dms
        # A compressed log syncs only the new data; otherwise each sync covers a whole segment.
        commitlog_compression:
          - class_name: LZ4Compressor
        # A killed node reads its log again before it answers: some 5 MiB a second on two processors.
        commitlog_total_space: 64MiB
        # Off heap, because the pauses of the garbage collector delay writes.
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
        # A faster compaction takes processor time from requests.
        compaction_throughput: 8MiB/s
        auto_snapshot: false

        # The writers group rows of many recipients: the defaults are made for single partitions. What a
        # batch may have at most stays the default, as on a cluster that nobody has changed.
        batch_size_warn_threshold: 49KiB
        unlogged_batch_across_partitions_warn_threshold: 1000

        # A user who unfollows many actors leaves many tombstones in the months of their dashboard.
        # Reading over them is slow, but no reason to reject the request.
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
