/** That a design makes of every row what another one does, whatever rows are before and behind it. */
package vit2rtl.bench.prove.rows;
