/** Loading graphs and catalogues from files. */
@NullMarked
package io.fanfare.cli.load;

import org.jspecify.annotations.NullMarked;
