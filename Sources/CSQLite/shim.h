// sqlite3_config is variadic, which Swift does not import. The library's own header is GRDB's to include: of a second copy, Swift
// would not know which one is meant.
int sqlite3_config(int option, ...);

// SQLITE_CONFIG_MEMSTATUS: no counting of the memory in use, and no lock for it at each allocation. Gives SQLITE_OK, or
// SQLITE_MISUSE where the library is in use already, and then counts on.
static inline int portillon_sqlite_count_no_memory(void) {
    return sqlite3_config(9, 0);
}
