/** Measures changes that take something back, and audits them. */
@NullMarked
package io.fanfare.workloads.bench.churn;

import org.jspecify.annotations.NullMarked;
