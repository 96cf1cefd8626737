package io.fanfare.ops.explain;

import java.util.List;

/**
 * One rule, applied to one entry.
 *
 * @param rule a sentence that is true or not
 * @param holds whether it is true
 * @param rows the rows that decide it, as `column=value`; none if there is none
 */
public record Reason(String rule, boolean holds, List<String> rows) {}
