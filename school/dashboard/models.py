"""No records: the roof gathers. The file is here because Django tells only apps with a models module that migrations are done."""
