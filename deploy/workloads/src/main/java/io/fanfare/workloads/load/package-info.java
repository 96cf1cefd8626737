/** Loading graphs and catalogues from files. */
@NullMarked
package io.fanfare.workloads.load;

import org.jspecify.annotations.NullMarked;
