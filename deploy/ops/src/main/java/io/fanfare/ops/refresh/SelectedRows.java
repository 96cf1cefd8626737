package io.fanfare.ops.refresh;

import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one query found.
 *
 * @param rows in the order in which they were found
 * @param unreadable rows that exist but that the contract cannot hold, with the cause
 * @param the last of all of them; null if there is none
 */
public record SelectedRows(
    Map<RowKey, SpecificRecordBase> rows, Map<RowKey, String> unreadable, @Nullable RowKey last) {}
