/** Images as a sensor gives them, from IDX files and folders of JPEG and PNG, with their labels. */
package vit2rtl.golden.data;
