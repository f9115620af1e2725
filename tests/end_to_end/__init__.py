"""The whole assistant as `make run` starts it: both servers, a database, and conversations over HTTP."""
